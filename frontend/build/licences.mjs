import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const packageOf = /node_modules\/((?:@[^/]+\/)?[^/]+)\//g;

/** The innermost package a bundled file belongs to, as a path below the frontend folder; null for a file of ours. */
function folderOf(input) {
  const last = [...input.matchAll(packageOf)].at(-1);
  return last ? input.slice(0, last.index + last[0].length - 1) : null;
}

/**
 * Writes one licence file for each package that a bundle holds a part of.
 * @param {Set<string>} inputs every bundled file, relative to `root`
 */
export async function licencesOf(inputs, root, out) {
  await mkdir(out, { recursive: true });
  const folders = new Set([...inputs].map(folderOf).filter(Boolean));
  for (const folder of [...folders].sort()) {
    const about = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
    const file = (await readdir(join(root, folder))).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${about.name} comes without its licence`);
    const text = await readFile(join(root, folder, file), "utf8");
    const name = about.name.replace(/^@/, "").replace("/", "-");
    await writeFile(join(out, `${name}.txt`), `${about.name} ${about.version} (${about.license})\n\n${text}`);
  }
}
