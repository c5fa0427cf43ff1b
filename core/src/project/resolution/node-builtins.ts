/**
 * The modules of Node 20 to 24 that a bare specifier reaches (`node:`-only ones need no entry). Node looks here before
 * anything else, and so do the tools that give `paths` a meaning at run time, so neither an alias nor a workspace
 * package of the same name (`services/events`) can take their place.
 */
const builtins: ReadonlySet<string> = new Set(
  `assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram
   diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector
   inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring readline
   readline/promises repl stream stream/consumers stream/promises stream/web string_decoder sys timers
   timers/promises tls trace_events tty url util util/types v8 vm wasi worker_threads zlib`.split(/\s+/),
);

/** True for a specifier without `node:` that is one of Node's own modules. */
export function isNodeBuiltin(specifier: string): boolean {
  return builtins.has(specifier);
}
