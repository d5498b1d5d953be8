import { readFile } from "node:fs/promises";

/**
 * Web Awesome's tab group imports its button and icon for the arrows of an overlong row of tabs, and the icon library
 * fetches from a CDN. The studio always sets `without-scroll-controls`, so that only the group itself is taken.
 * @type {import("esbuild").Plugin}
 */
export const tabGroupWithoutScrollButtons = {
  name: "tab-group-without-scroll-buttons",
  setup(build) {
    build.onLoad({ filter: /components[\\/]tab-group[\\/]tab-group\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: text.replace(/^import "[^"]+";$/gm, ""), loader: "js" };
    });
  },
};
