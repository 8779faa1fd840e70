// The AWS SDK for JavaScript v3 in the loopback benchmark, used as most programs use it: the document client.
import { parse } from "./arguments.js";
import { Measurement } from "./measure.js";
import { connect, workloads } from "./workloads.js";

async function untilClosed(measurement, client, { operate }) {
  let began = performance.now();
  for (let more = true; more; ) {
    await operate(client);
    const ended = performance.now();
    more = measurement.completed(began, ended);
    began = ended;
  }
}

async function run(told) {
  const newWorkload = workloads[told.workload];
  if (!newWorkload) throw new Error(`--workload: unknown: ${told.workload}`);
  const client = connect(told);
  if (told.verify) {
    const { operate, shown = (result) => result } = newWorkload();
    const asList = (_, value) => (value instanceof Set ? [...value].sort() : value);
    return JSON.stringify(shown(await operate(client)), asList);
  }
  const measurement = new Measurement(told);
  await Promise.all(Array.from({ length: told.concurrency }, () => untilClosed(measurement, client, newWorkload())));
  return measurement.report();
}

// Ends the program: a failed operation is never counted.
try {
  const line = await run(parse());
  process.stdout.write(`${line}\n`, () => process.exit(0));
} catch (error) {
  console.error(error);
  process.exit(1);
}
