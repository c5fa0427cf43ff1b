import { All, Authorized, Controller, Delete, ForbiddenError, Get, HeaderParam, Param, Post } from 'routing-controllers';

class Mooring {
  @Authorized()
  @Get('/inherited')
  inherited() {
    return 'moored';
  }
}

@Controller()
export class HarbourController extends Mooring {
  @Get('/health')
  health() {
    return 'fine';
  }

  @Get('/docks')
  docks() {
    return 'docks';
  }

  @Post('/docks/:id')
  dock(@Param('id') id: number) {
    return String(id);
  }

  @All('/lights')
  lights() {
    return 'on';
  }

  @Delete('/lights/:id')
  putOut(@HeaderParam('x-keeper') keeper: string) {
    if (!keeper || keeper !== process.env['KEEPER']) throw new ForbiddenError();
    return 'off';
  }
}
