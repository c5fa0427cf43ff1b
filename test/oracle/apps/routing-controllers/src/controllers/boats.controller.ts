import { IsString } from 'class-validator';
import { Authorized, Body, CurrentUser, Delete, Get, JsonController, Param, Post, Put, UseBefore } from 'routing-controllers';
import { findSession, type Session } from '../sessions.ts';

class Boat {
  @IsString()
  name!: string;
}

const boats: Boat[] = [{ name: 'Ada' }];

@JsonController('/boats')
export class BoatsController {
  @Get('/')
  list() {
    return boats;
  }

  @Authorized()
  @Post('/')
  add(@Body() boat: Boat) {
    boats.push(boat);
    return boat;
  }

  @Authorized(['captain'])
  @Put('/:name')
  rename(@Param('name') name: string, @Body() boat: Boat) {
    return { name, boat };
  }

  @Get('/mine')
  mine(@CurrentUser({ required: true }) user: Session) {
    return { name: user.name };
  }

  @Get('/greeting')
  greeting(@CurrentUser() user?: any) {
    return { hello: user?.name ?? 'sailor' };
  }

  @Post('/wash')
  wash(@Body() boat: Boat) {
    return boat;
  }

  @UseBefore(async (request: any, response: any, next: () => void) => {
    const session = await findSession(request.headers.authorization);
    if (session === undefined) return response.status(401).end();
    next();
  })
  @Delete('/:name')
  remove(@Param('name') name: string) {
    return { name };
  }
}
