import { All, Controller, Get, Post, UseGuards } from '@nestjs/common';
import { Public } from './access';
import { KeyGuard } from './key.guard';

@Public()
@Controller(['services', 'internal/services'])
export class ServicesController {
  @UseGuards(KeyGuard)
  @Post('sync')
  sync() {
    return { synced: 0 };
  }

  @Get('version')
  version() {
    return { version: 1 };
  }

  @UseGuards(KeyGuard)
  @All('relay')
  relay() {
    return {};
  }
}
