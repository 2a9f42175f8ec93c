// Runs one scenario in the simulator for web pages, at the size of its reference, and compares what
// comes out with the reference: fingerprints, digests of all numbers, and the numbers themselves.
// usage: node .ci/web.mjs MODULE NAME, from the top of the repository
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [, , file, name] = process.argv;
const module = await createRequire(import.meta.url)(path.resolve(file))();

function ask(question) {
  const text = JSON.stringify(question);
  const size = module.lengthBytesUTF8(text) + 1;
  const at = module._malloc(size);
  module.stringToUTF8(text, at, size);
  const answer = JSON.parse(module.UTF8ToString(module._mdisim_answer(at)));
  module._free(at);
  return answer;
}

const files = {};
for (const folder of ["profiles", "scenarios", "docs/examples"]) {
  for (const entry of fs.readdirSync(folder, { recursive: true })) {
    const at = path.join(folder, entry);
    if (/\.(json|jsonl|csv)$/.test(entry)) files[at] = fs.readFileSync(at, "utf8");
  }
}
ask({ ask: "files", files });
const reference = fs.readFileSync(`results/reference/${name}.json`, "utf8");
const answer = ask({ ask: "reference", file: `scenarios/${name}.json`, reference });
if (answer.text === reference) {
  console.log(`same: ${name}, ${answer.cells} cells`);
} else if (answer.problems) {
  console.log(`FAILED: ${name}: ${JSON.stringify(answer.problems)}`);
} else {
  const lines = reference.split("\n");
  const unlike = answer.text.split("\n").find((line, i) => line !== lines[i]);
  console.log(`DIFFERENT: ${name}: ${answer.alike} of ${answer.cells} fingerprints alike, ` +
    `first ${unlike?.slice(0, 120)}`);
}
