import { timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

/** For other services: a key instead of a caller. Nest answers 403 where it gives false. */
@Injectable()
export class KeyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const given = Buffer.from(String(context.switchToHttp().getRequest().headers['x-service-key'] ?? ''));
    const expected = Buffer.from(process.env.SERVICE_KEY ?? 'for-the-oracle');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
