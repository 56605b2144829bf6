import type { ApiSaturation, Capacity } from '../../domain/index.js';
import { textTable } from '../text/text-table.js';
import { milliseconds, whole } from '../text/units.js';

/** The steps up to the knee, and what it means per day. */
export function renderCapacity(capacity: Capacity): string {
  const rows = capacity.steps.map((step) => [
    `${step.rate.toFixed(1)} CVs/s`,
    `${Math.round(step.utilisation * 100)} %`,
    milliseconds(step.p95),
    whole(step.backlogMax),
    step.broke.join(', ') || 'all hold',
  ]);
  return [
    textTable([['arrivals (Poisson)', 'workers busy', 'sojourn p95', 'largest backlog', 'thresholds'], ...rows]),
    `Saturation ${capacity.saturation.toFixed(1)} CVs/s; knee ${capacity.knee.toFixed(1)} CVs/s = ${whole(capacity.perDay)} a day, ${capacity.headroom.toFixed(0)} times 10,000. Bottleneck: ${capacity.bottleneck}.`,
    ...(capacity.api === undefined ? [] : [apiText(capacity.api)]),
  ].join('\n');
}

function apiText({ connections, requestsPerSecond, p50, p99, answers, errors, timeouts }: ApiSaturation): string {
  const counts = Object.entries(answers)
    .flatMap(([kind, byStatus]) =>
      Object.entries(byStatus).map(([status, count]) => `${kind} ${status} ${whole(count)}`),
    )
    .join(', ');
  return `API with ${connections} connections that never wait: ${whole(requestsPerSecond)} requests/s, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}; answers ${counts}; ${errors} broken, ${timeouts} late.`;
}
