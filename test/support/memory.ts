import v8 from "node:v8";
import vm from "node:vm";

/** Watches what is reachable, once a second after collecting garbage; answers the megabytes by which it grew at most. */
export function watchMemory(): () => number {
  v8.setFlagsFromString("--expose_gc");
  const collect = vm.runInNewContext("gc") as () => void;
  const held = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = held();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, held());
  }, 1000);
  return () => {
    clearInterval(timer);
    return (Math.max(most, held()) - before) / 2 ** 20;
  };
}
