import type { Report } from '../model/index.ts';
import { orderRoutes } from './order.ts';

/** The route inventory as JSON, ending in a newline. Lines are 1-based, files relative to the scanned folder. */
export function toRoutesJson(report: Report): string {
  const routes = orderRoutes(report.routes).map((route) => ({
    method: route.method,
    path: route.path,
    file: route.at.file,
    line: route.at.from.line + 1,
    framework: route.framework,
    auth: {
      verdict: route.auth.verdict,
      reason: route.auth.reason,
      evidence: route.auth.evidence.map(({ at, what }) => ({ file: at.file, line: at.from.line + 1, what })),
    },
    roles: route.roles,
    validation: { verdict: route.validation.verdict, reason: route.validation.reason },
  }));
  return `${JSON.stringify({ routes }, null, 2)}\n`;
}
