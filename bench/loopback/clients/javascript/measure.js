import { readFileSync } from "node:fs";

/** The CPU time that the process had used at one point in time. */
function usage() {
  const { userCPUTime, systemCPUTime } = process.resourceUsage(); // microseconds
  return { at: performance.now(), user: userCPUTime, system: systemCPUTime };
}

/** The peak of the resident memory (VmHWM). */
function peakKb() {
  return Number(/VmHWM:\s*(\d+) kB/.exec(readFileSync("/proc/self/status", "latin1"))[1]);
}

/**
 * The measured window: it opens with the first operation that ends after the warm-up and closes with the first that
 * ends the measured time later, so that it holds whole operations.
 */
export class Measurement {
  #start;
  #length;
  #most;
  #until;
  #before;
  #after;
  #latencies = [];

  constructor({ warmUp, seconds, pages }) {
    this.#start = performance.now() + warmUp * 1000;
    this.#length = pages ? Infinity : seconds * 1000;
    this.#most = pages ?? Infinity;
    if (pages) this.#open();
  }

  #open() {
    this.#before = usage();
    this.#until = this.#before.at + this.#length;
  }

  /** Records an operation that ended (milliseconds of `performance.now`); returns false if the measurement is over. */
  completed(began, ended) {
    if (!this.#before) {
      if (ended >= this.#start) this.#open();
      return true;
    }
    if (this.#after) return false;
    this.#latencies.push(ended - began);
    if (ended < this.#until && this.#latencies.length < this.#most) return true;
    this.#after = usage();
    return false;
  }

  report() {
    const latencies = Float64Array.from(this.#latencies).sort();
    const at = (quantile) =>
      Number((latencies[Math.max(Math.ceil(quantile * latencies.length) - 1, 0)] * 1000).toFixed(1));
    return JSON.stringify({
      operations: latencies.length,
      seconds: (this.#after.at - this.#before.at) / 1000,
      user_us: this.#after.user - this.#before.user,
      system_us: this.#after.system - this.#before.system,
      p50_us: at(0.5),
      p99_us: at(0.99),
      p999_us: at(0.999),
      peak_kb: peakKb(),
      allocations: null,
      bytes_received: null,
    });
  }
}
