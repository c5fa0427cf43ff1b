import { Controller, Get, Post } from '@nestjs/common';
import { ForRole } from './access';

@ForRole('admin')
@Controller({ path: 'admin', version: '2' })
export class AdminController {
  @Get('audit')
  audit() {
    return [];
  }

  @Post('audit/export')
  exportAudit() {
    return { started: true };
  }
}
