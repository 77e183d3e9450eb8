import { aws_ec2 as ec2, aws_ecs as ecs, aws_logs as logs, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ExecEnabledService, TargetRoles } from '../lib';

/** The same service, working: recorded and encrypted sessions, in subnets without a way out. */
export class ClosedVpc extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'A service in which commands can be run, and the roles that run them' });
    const vpc = new ec2.Vpc(this, 'Vpc', {
      natGateways: 0,
      subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      flowLogs: { all: { destination: ec2.FlowLogDestination.toCloudWatchLogs(new logs.LogGroup(this, 'FlowLog')) } },
    });
    new ExecEnabledService(this, 'MyService', {
      name: 'my-service',
      vpc,
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
      port: 8080,
      vpcEndpoints: true,
    });
    new TargetRoles(this, 'Target', {
      cluster: 'my-service',
      logGroup: '/ecs/my-service',
      botRole: 'arn:aws:iam::210987654321:role/sallyport',
      externalId: '0b7c1c5e-6f0e-4c57-9d0c-4f5d3c9f6a11',
      organization: 'o-a1b2c3d4e5',
    });
  }
}
