// Loaded with --require into every Node process that is measured: on exit it writes down what the process has used,
// threads and native code included.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const process = require('node:process');

const folder = process.env.BENCH_USAGE_FOLDER;
if (folder) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, rssMiB: maxRSS / 1024 };
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(usage));
  });
}
