import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles whose parts are shared: what several entries need lies once, in a chunk, so that CodeMirror is there once.
 * esbuild names each file by what is in it and by the files it asks for.
 * @param {Record<string, string>} entries stem -> source
 * @param {import("esbuild").BuildOptions} options
 * @param {string} out the folder static/
 * @returns {Promise<{files: Record<string, string>, inputs: string[]}>} logical name -> path below static/
 */
export async function modules(entries, options, out) {
  const made = await build({
    ...options, entryPoints: entries, format: "esm", splitting: true, write: false, metafile: true,
    outdir: "js", entryNames: "[name]-[hash]", chunkNames: "[name]-[hash]",
  });
  await mkdir(join(out, "js"), { recursive: true });
  const files = {};
  for (const { path, contents } of made.outputFiles) {
    const name = basename(path);
    await writeFile(join(out, "js", name), contents);
    files[logicalName(name, entries)] = join("js", name);
  }
  return { files, inputs: Object.keys(made.metafile.inputs) };
}

/** `editor-ABCD1234.js` is `editor.js`; a chunk, which no page names, keeps its own name. */
function logicalName(name, entries) {
  const stem = Object.keys(entries).find((one) => new RegExp(`^${one}-[A-Z0-9]{8}\\.js$`).test(name));
  return stem ? `${stem}.js` : name;
}
