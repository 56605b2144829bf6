/**
 * Closed formulas of queueing theory. The planner's simulation is checked against them, and its search starts from
 * them. Times in seconds, rates per second.
 */

/** Probability that an arrival waits in M/M/c with offered load `load` = rate x mean service time (Erlang C). */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  let blocking = 1;
  for (let n = 1; n <= servers; n++) blocking = (load * blocking) / (n + load * blocking);
  const used = load / servers;
  return blocking / (1 - used * (1 - blocking));
}

/** Mean wait in M/M/c. */
export function waitMMc(rate: number, meanService: number, servers: number): number {
  const load = rate * meanService;
  return load >= servers ? Infinity : (erlangC(servers, load) * meanService) / (servers - load);
}

/** Share of arrivals in M/M/c that wait longer than `time`. */
export function waitTailMMc(rate: number, meanService: number, servers: number, time: number): number {
  const load = rate * meanService;
  return erlangC(servers, load) * Math.exp(-((servers - load) * time) / meanService);
}

/** Mean wait in M/G/1 (Pollaczek-Khinchine); `scv` is the squared coefficient of variation of the service time. */
export function waitMG1(rate: number, meanService: number, scv: number): number {
  const used = rate * meanService;
  return used >= 1 ? Infinity : (used * meanService * (1 + scv)) / (2 * (1 - used));
}

/** The smallest number of servers for which at most `share` of the arrivals in M/M/c wait longer than `time`. */
export function serversFor(rate: number, meanService: number, time: number, share: number): number {
  let servers = Math.max(1, Math.floor(rate * meanService) + 1);
  while (waitTailMMc(rate, meanService, servers, time) > share) servers++;
  return servers;
}
