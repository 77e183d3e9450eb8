import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ClosedVpc } from './closed-vpc';

const app = new App();
new ClosedVpc(app, 'ClosedVpc');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
