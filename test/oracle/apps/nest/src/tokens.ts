import { Injectable } from '@nestjs/common';

/** Knows who a token belongs to. */
@Injectable()
export class Tokens {
  private readonly callers = new Map([['admin-token', { id: 'a', roles: ['admin'] }]]);

  find(header: string | undefined) {
    return this.callers.get(header?.replace(/^Bearer /, '') ?? '');
  }
}
