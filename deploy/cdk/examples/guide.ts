import { aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** The snippet that most guides show, and what it takes for granted. */
export class Guide extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const vpc = new ec2.Vpc(this, 'Vpc', { natGateways: 0 });
    const cluster = new ecs.Cluster(this, 'MyCluster', { vpc });
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'MyTask');
    taskDefinition.addContainer('my-container', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
    });

    // guide: begin
    new ecs.FargateService(this, 'MyService', {
      cluster,
      taskDefinition,
      enableExecuteCommand: true,
    });
    // guide: end
  }
}
