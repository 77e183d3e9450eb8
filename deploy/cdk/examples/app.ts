import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ClosedVpc } from './closed-vpc';
import { HeardOf } from './task-events';

const app = new App();
new ClosedVpc(app, 'ClosedVpc');
new HeardOf(app, 'TaskEvents');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
