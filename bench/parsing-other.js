// A published parser (simple-resume-parser) on one file at a time, for parsing.js: its own process, because it hangs on some.
//   node bench/parsing-other.js <folder with node_modules>   a path a line on stdin, one line of JSON each on stdout
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(path.join(path.resolve(process.argv[2]), 'package.json'));
// The parser logs to stdout, where only our line may appear.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const Parser = require('simple-resume-parser');

for await (const file of createInterface({ input: process.stdin })) {
  const started = process.cpuUsage();
  const parts = await new Parser(file).parseToJSON().then(
    (resume) => resume.parts ?? {},
    () => null,
  );
  const { user, system } = process.cpuUsage(started);
  write(`${JSON.stringify({ file, parts, cpuMs: (user + system) / 1000 })}\n`);
}
