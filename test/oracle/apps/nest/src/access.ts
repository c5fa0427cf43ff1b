import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { RolesGuard } from './roles.guard';

export const IS_PUBLIC = 'isPublic';

/** Anyone may call it. */
export const Public = () => SetMetadata(IS_PUBLIC, true);

/** Signed in, and with the role. */
export const ForRole = (role: string) => applyDecorators(SetMetadata('role', role), UseGuards(RolesGuard));
