/** The bottom bar of a narrow screen marks the section in view. */

/** @param {HTMLAnchorElement[]} links */
function mark(links) {
  const seen = new IntersectionObserver(
    (entries) => {
      const entry = entries.find((candidate) => candidate.isIntersecting);
      if (!entry) return;
      links.forEach((link) => {
        if (link.hash === `#${entry.target.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    },
    { rootMargin: "-30% 0px -60% 0px" },
  );
  links.forEach((link) => {
    const section = document.querySelector(link.hash || "unknown");
    if (section) seen.observe(section);
  });
}

export function startSections() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll(".bottombar a[href^='#']")]);
  if (links.length) mark(links);
}
