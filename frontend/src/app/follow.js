/** A log with `data-follow` shows its newest line, until the reader scrolls up; then a button leads back down. */

const NEAR_PX = 24;

/** @param {Element} box */
const isAtEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_PX;

/** @param {Element} box */
function follow(box) {
  if (box.hasAttribute("data-following")) return;
  const resume = /** @type {HTMLElement | null} */ (box.parentElement?.querySelector("[data-follow-resume]"));
  const toEnd = () => {
    box.scrollTop = box.scrollHeight;
  };
  const set = (/** @type {boolean} */ following) => {
    box.setAttribute("data-following", String(following));
    if (resume) resume.hidden = following;
  };
  let top = box.scrollTop;
  const onScroll = () => {
    if (isAtEnd(box)) set(true);
    else if (box.scrollTop < top) set(false); // going up is the reader's wish, a growing log is not
    top = box.scrollTop;
  };
  box.addEventListener("scroll", onScroll, { passive: true });
  resume?.addEventListener("click", toEnd);
  const grown = () => box.getAttribute("data-following") === "true" && toEnd();
  new MutationObserver(grown).observe(box, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(grown).observe(box); // a hidden tab has no height until it is shown
  set(true);
  toEnd();
}

/** @param {ParentNode} root */
export function startFollowing(root) {
  root.querySelectorAll("[data-follow]").forEach(follow);
}
