import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ForRole, Public } from './access';

@Controller('plants')
export class PlantsController {
  private readonly plants = new Map([['a1', { name: 'Fern' }]]);

  @Public()
  @Get()
  list() {
    return [...this.plants.values()];
  }

  @Get(':id')
  one(@Param('id') id: string) {
    return this.plants.get(id) ?? {};
  }

  @Post()
  add(@Body() plant: { name: string }) {
    this.plants.set(plant.name, plant);
    return plant;
  }

  @Put(':id')
  replace(@Param('id') id: string, @Body() plant: { name: string }) {
    this.plants.set(id, plant);
    return plant;
  }

  @Patch([':id/name', ':id/label'])
  rename(@Param('id') id: string, @Body('name') name: string) {
    this.plants.set(id, { name });
    return name;
  }

  @ForRole('admin')
  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string) {
    this.plants.delete(id);
  }
}
