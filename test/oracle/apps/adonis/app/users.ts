import { timingSafeEqual } from 'node:crypto';
import { defineConfig, errors, symbols } from '@adonisjs/auth';
import type { HttpContext } from '@adonisjs/core/http';

interface Keeper {
  readonly id: number;
  readonly name: string;
  readonly isHead: boolean;
  readonly password: string;
}

const keepers: readonly Keeper[] = [
  { id: 1, name: 'ada', isHead: true, password: 'light' },
  { id: 2, name: 'bo', isHead: false, password: 'house' },
];

/** Tells keepers by name and password in the header `Authorization`. */
class BadgeGuard {
  declare [symbols.GUARD_KNOWN_EVENTS]: Record<string, never>;
  readonly driverName = 'badge';
  authenticationAttempted = false;
  isAuthenticated = false;
  user: Keeper | undefined;

  constructor(private readonly ctx: HttpContext) {}

  async authenticate(): Promise<Keeper> {
    this.authenticationAttempted = true;
    const [, badge = ''] = /^Basic (.+)$/.exec(this.ctx.request.header('authorization') ?? '') ?? [];
    const [name, password = ''] = Buffer.from(badge, 'base64').toString().split(':');
    const keeper = keepers.find((one) => one.name === name && isSame(one.password, password));
    if (keeper === undefined) throw new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', { guardDriverName: this.driverName });
    this.isAuthenticated = true;
    this.user = keeper;
    return keeper;
  }

  async check(): Promise<boolean> {
    return this.authenticate().then(
      () => true,
      () => false,
    );
  }

  getUserOrFail(): Keeper {
    if (this.user === undefined) throw new errors.E_UNAUTHORIZED_ACCESS('Unauthorized access', { guardDriverName: this.driverName });
    return this.user;
  }

  async authenticateAsClient() {
    return {};
  }
}

const isSame = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export const authConfig = defineConfig({ default: 'badge', guards: { badge: (ctx: HttpContext) => new BadgeGuard(ctx) } });
