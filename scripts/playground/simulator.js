// The simulator, in a worker of its own, so that the page never freezes. What may be asked of it is
// in sim/web/page_simulator.hpp.
"use strict";
const simulator = (() => {
  // This is the worker's code, behind that of the module.
  function serve() {
    const ready = self.mdisimModule();
    const answered = (module, question) => {
      const size = module.lengthBytesUTF8(question) + 1;
      const at = module._malloc(size);
      module.stringToUTF8(question, at, size);
      const answer = module.UTF8ToString(module._mdisim_answer(at));
      module._free(at);
      return answer;
    };
    self.onmessage = async ({ data: { number, question } }) => {
      let answer;
      try {
        answer = answered(await ready, question);
      } catch (error) {
        answer = JSON.stringify({ broken: String(error) });
      }
      self.postMessage({ number, answer });
    };
  }

  const waiting = new Map();
  let worker = null;
  let asked = 0;
  let files = {};

  function started() {
    const code = [document.getElementById("module").textContent, `(${serve})();`];
    const address = URL.createObjectURL(new Blob(code, { type: "text/javascript" }));
    worker = new Worker(address);
    worker.onmessage = ({ data: { number, answer } }) => {
      waiting.get(number)(JSON.parse(answer));
      waiting.delete(number);
    };
    worker.onerror = (event) => {
      const broken = event.message ?? "the worker ended";
      for (const answer of waiting.values()) answer({ broken });
      waiting.clear();
      worker = null;
    };
    if (Object.keys(files).length > 0) ask({ ask: "files", files });
  }

  // The answer to a question. One that breaks the simulator, as by too much memory, has "broken",
  // and the next question begins with a new one.
  async function ask(question) {
    if (!worker) started();
    const number = ++asked;
    const answer = await new Promise((resolve) => {
      waiting.set(number, resolve);
      worker.postMessage({ number, question: JSON.stringify(question) });
    });
    if (answer.broken && worker) {
      worker.terminate();
      worker = null;
      waiting.clear();
    }
    return answer;
  }

  return { ask, begin: (given) => (files = given), missing: typeof WebAssembly !== "object" };
})();
