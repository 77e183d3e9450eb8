import {
  aws_ec2 as ec2,
  aws_ecs as ecs,
  aws_iam as iam,
  aws_kms as kms,
  aws_logs as logs,
  ArnFormat,
  RemovalPolicy,
  Stack,
  Tags,
  Validations,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface ExecEnabledServiceProps {
  readonly vpc: ec2.IVpc;
  /** Image of the one container, which is called after the service. */
  readonly image: ecs.ContainerImage;
  /** Name of the service and its container: 1 to 32 small letters, digits and hyphens. */
  readonly name: string;
  /** Port that the container listens on; 22 is refused. Default: none. */
  readonly port?: number;
  /** CPU units. Default: 256. */
  readonly cpu?: number;
  /** MiB of memory, of which the agent and each session take some. Default: 512. */
  readonly memory?: number;
  /** Default: 2. */
  readonly desiredCount?: number;
  /** A cluster that already records and encrypts its sessions. Default: one is made. */
  readonly cluster?: ecs.Cluster;
  /** Whether to make interface endpoints for ssmmessages, logs and kms, for subnets without a way out. Default: false. */
  readonly vpcEndpoints?: boolean;
  /** Whether tasks carry the tag sallyport=allow, without which Sallyport starts nothing in them. Default: true. */
  readonly allowSallyport?: boolean;
}

/**
 * A Fargate service in whose containers commands can be run. CDK gives the task role what the agent needs by itself
 * once the cluster says how sessions are recorded; the rest is here.
 */
export class ExecEnabledService extends Construct {
  readonly cluster: ecs.Cluster;
  readonly service: ecs.FargateService;
  readonly taskRole: iam.IRole;

  constructor(scope: Construct, id: string, props: ExecEnabledServiceProps) {
    super(scope, id);
    check(props);
    this.cluster = props.cluster ?? this.recordedCluster(props);
    const definition = this.definition(props);
    this.taskRole = definition.taskRole;
    this.service = new ecs.FargateService(this, 'Service', {
      serviceName: props.name,
      cluster: this.cluster,
      taskDefinition: definition,
      desiredCount: props.desiredCount ?? 2,
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      enableExecuteCommand: true,
      // Tasks inherit the service's tags; the policy of Sallyport's role looks at the task's.
      propagateTags: ecs.PropagatedTagSource.SERVICE,
    });
    if (props.allowSallyport ?? true) {
      Tags.of(this.service).add('sallyport', 'allow');
    }
    if (props.vpcEndpoints ?? false) {
      this.endpoints(props.vpc);
    }
    Validations.of(definition).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason: 'ssmmessages and logs:DescribeLogGroups take no resource, and ECR none for its token: deploy/iam/README.md.',
    });
  }

  private recordedCluster(props: ExecEnabledServiceProps): ecs.Cluster {
    const key = new kms.Key(this, 'SessionKey', {
      description: `Sessions of ECS Exec in ${props.name}, and their log`,
      enableKeyRotation: true,
    });
    const group = `/ecs/exec/${props.name}`;
    const stack = Stack.of(this);
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
        resources: ['*'],
        conditions: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
              service: 'logs',
              resource: 'log-group',
              resourceName: group,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    const sessionLog = new logs.LogGroup(this, 'SessionLog', {
      logGroupName: group,
      encryptionKey: key,
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const logicalId = stack.getLogicalId(sessionLog.node.defaultChild as logs.CfnLogGroup);
    Validations.of(this).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:<${logicalId}>:*]`,
      reason: 'The streams of the one group that records sessions, whose names the agent makes up.',
    });
    return new ecs.Cluster(this, 'Cluster', {
      clusterName: props.name,
      vpc: props.vpc,
      containerInsightsV2: ecs.ContainerInsights.ENABLED,
      executeCommandConfiguration: {
        kmsKey: key,
        logging: ecs.ExecuteCommandLogging.OVERRIDE,
        logConfiguration: {
          cloudWatchEncryptionEnabled: true,
          cloudWatchLogGroup: sessionLog,
        },
      },
    });
  }

  private definition(props: ExecEnabledServiceProps): ecs.FargateTaskDefinition {
    const definition = new ecs.FargateTaskDefinition(this, 'Definition', {
      family: props.name,
      cpu: props.cpu ?? 256,
      memoryLimitMiB: props.memory ?? 512,
    });
    definition.addContainer(props.name, {
      image: props.image,
      // Without a process that reaps them, what a session leaves behind stays as zombies.
      linuxParameters: new ecs.LinuxParameters(this, 'Linux', { initProcessEnabled: true }),
      // The agent writes into the container.
      readonlyRootFilesystem: false,
      logging: ecs.LogDrivers.awsLogs({
        streamPrefix: 'ecs',
        logGroup: new logs.LogGroup(this, 'Log', {
          logGroupName: `/ecs/${props.name}`,
          retention: logs.RetentionDays.THREE_MONTHS,
        }),
      }),
      ...(props.port === undefined ? {} : { portMappings: [{ containerPort: props.port }] }),
    });
    return definition;
  }

  private endpoints(vpc: ec2.IVpc): void {
    const services = {
      SsmMessages: ec2.InterfaceVpcEndpointAwsService.SSM_MESSAGES,
      Logs: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
      Kms: ec2.InterfaceVpcEndpointAwsService.KMS,
    };
    for (const [name, service] of Object.entries(services)) {
      const endpoint = new ec2.InterfaceVpcEndpoint(this, name, { vpc, service, open: false });
      endpoint.connections.allowDefaultPortFrom(this.service, 'HTTPS from the tasks');
    }
  }
}

function check(props: ExecEnabledServiceProps): void {
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(props.name)) {
    throw new Error(`name is 1 to 32 small letters, digits and hyphens, and begins with a letter; got ${props.name}`);
  }
  if (props.port === 22) {
    throw new Error('port 22: with ECS Exec nobody needs an SSH server in a container');
  }
  if (props.cluster !== undefined && props.cluster.executeCommandConfiguration === undefined) {
    throw new Error('cluster records no sessions: give it an executeCommandConfiguration, or leave it out');
  }
}
