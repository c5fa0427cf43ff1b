import { Controller, Get } from '@nestjs/common';
import { Public } from './access';

@Controller()
export class HealthController {
  @Public()
  @Get('health')
  health() {
    return { status: 'ok' };
  }
}
