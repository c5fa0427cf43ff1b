import { Authorized, Get, JsonController, Param } from 'routing-controllers';

/** What decorates the method is lost for classes that inherit it. */
class Listing {
  @Authorized()
  @Get('/archive')
  archive() {
    return [];
  }
}

@JsonController('/crew')
export class CrewController extends Listing {
  @Get('/')
  list() {
    return [];
  }

  @Get('/:id')
  one(@Param('id') id: string) {
    return { id };
  }
}
