import 'reflect-metadata';
import express from 'express';
import { useExpressServer } from 'routing-controllers';
import { authorizationChecker, currentUserChecker } from './access.ts';
import { BoatsController } from './controllers/boats.controller.ts';
import { CrewController } from './controllers/crew.controller.ts';
import { HarbourController } from './controllers/harbour.controller.ts';
import { RequestLog } from './request-log.ts';
import { StaffOnly } from './staff-only.ts';

export const app = express();

app.use('/docks', (request, response, next) => {
  if (request.headers['x-dock'] !== process.env['DOCK_KEY'] || process.env['DOCK_KEY'] === undefined) {
    response.status(401).end();
    return;
  }
  next();
});

useExpressServer(app, { controllers: [BoatsController, HarbourController], middlewares: [RequestLog], authorizationChecker, currentUserChecker });
useExpressServer(app, { routePrefix: 'staff', controllers: [CrewController], middlewares: [StaffOnly] });
