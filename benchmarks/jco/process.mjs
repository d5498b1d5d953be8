// Times `process` of a component under jco: node process.mjs FOLDER WARM_UP ROUNDS; prints the median in microseconds.
import { readFile } from "node:fs/promises";
import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { WASIShim } from "@bytecodealliance/preview2-shim/instantiation";

const [folder, warmUp, rounds] = [argv[2], Number(argv[3]), Number(argv[4])];
const place = `${pathToFileURL(folder)}/`;
const { instantiate } = await import(`${place}component.js`);
const load = async (name) => WebAssembly.compile(await readFile(new URL(name, place)));

class Buffer {
  read() {
    return new Uint8Array();
  }
}
const nothing = () => undefined;
const ours = {
  logger: { log: nothing },
  metrics: { addToCounter: nothing, recordToHistogram: nothing },
  "state-store": { get: nothing, set: nothing, del: nothing, vdel: nothing },
  "state-store-types": {},
  "hybrid-logical-clock": {},
  types: { Buffer },
};
const imports = { ...new WASIShim().getImportObject() };
for (const [name, functions] of Object.entries(ours)) imports[`wasm-graph:processor/${name}`] = functions;
const component = await instantiate(load, imports);
const { process } = component.map ?? component["wasm-graph:processor/map@1.1.0"];

const text = (val) => ({ tag: "string", val });
const bytes = (val) => ({ tag: "bytes", val: new TextEncoder().encode(val) });
const message = {
  timestamp: { timestamp: { secs: 1_700_000_000n, nanos: 5 }, counter: 3n, nodeId: text("node") },
  topic: bytes("factory/line"),
  contentType: text("log"),
  payload: bytes('{"temperature": 20.5}'),
  properties: { userProperties: [[text("key"), text("value")]] },
  schema: undefined,
};

const taken = [];
for (let round = -warmUp; round < rounds; round += 1) {
  const started = globalThis.process.hrtime.bigint();
  process({ tag: "message", val: message });
  if (round >= 0) taken.push(Number(globalThis.process.hrtime.bigint() - started) / 1_000);
}
taken.sort((one, other) => one - other);
console.log(taken[Math.floor(taken.length / 2)]);
