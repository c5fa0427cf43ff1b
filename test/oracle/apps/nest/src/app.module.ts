import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AdminController } from './admin.controller';
import { HealthController } from './health.controller';
import { PlantsController } from './plants.controller';
import { ServicesController } from './services.controller';
import { SignedInGuard } from './signed-in.guard';
import { ThrottleGuard } from './throttle.guard';
import { Tokens } from './tokens';
import { VisitsController } from './visits.controller';

@Module({
  providers: [Tokens],
  exports: [Tokens],
})
class TokensModule {}

@Module({
  imports: [TokensModule],
  controllers: [HealthController, PlantsController, VisitsController, AdminController, ServicesController],
  providers: [
    { provide: APP_GUARD, useClass: ThrottleGuard },
    { provide: APP_GUARD, useClass: SignedInGuard },
  ],
})
export class AppModule {}
