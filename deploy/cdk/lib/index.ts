export * from './exec-enabled-service';
export * from './target-roles';
export * from './task-events';
