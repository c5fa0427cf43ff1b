import { Body, Controller, Get, Inject, Post, Query, Req, UnauthorizedException } from '@nestjs/common';
import { Public } from './access';
import { Tokens } from './tokens';

/** All of it is open to the application's guard; single handlers look for themselves. */
@Public()
@Controller('visits')
export class VisitsController {
  constructor(@Inject(Tokens) private readonly tokens: Tokens) {}

  @Get('hours')
  hours() {
    return { from: 9, to: 17 };
  }

  @Get('search')
  search(@Query('text') text: string) {
    return { text };
  }

  @Post('bookings')
  book(@Req() request: { headers: Record<string, string | undefined> }, @Body() booking: { day: string }) {
    const caller = this.tokens.find(request.headers.authorization);
    if (!caller) throw new UnauthorizedException();
    return { ...booking, by: caller.id };
  }

  @Get('greeting')
  greeting(@Req() request: { headers: Record<string, string | undefined> }) {
    const caller = this.tokens.find(request.headers.authorization);
    return { text: caller ? `Welcome back, ${caller.id}` : 'Welcome' };
  }
}
