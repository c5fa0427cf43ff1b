import { type CanActivate, type ExecutionContext, HttpException, HttpStatus, Injectable } from '@nestjs/common';

/** A guard of the whole application that has nothing to do with who calls. */
@Injectable()
export class ThrottleGuard implements CanActivate {
  private readonly hits = new Map<string, number>();

  canActivate(context: ExecutionContext): boolean {
    const { ip } = context.switchToHttp().getRequest();
    const hits = (this.hits.get(ip) ?? 0) + 1;
    this.hits.set(ip, hits);
    if (hits > 1000) throw new HttpException('Slow down.', HttpStatus.TOO_MANY_REQUESTS);
    return true;
  }
}
