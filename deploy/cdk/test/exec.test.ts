import { strict as assert } from 'node:assert';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';
import { App, aws_ec2 as ec2, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ClosedVpc } from '../examples/closed-vpc';
import { Guide } from '../examples/guide';
import { HeardOf } from '../examples/task-events';
import {
  ExecEnabledService,
  ExecEnabledServiceProps,
  TargetRoles,
  TargetRolesProps,
  TaskEvents,
  TaskEventsSender,
} from '../lib';

const template = Template.fromStack(new ClosedVpc(new App(), 'ClosedVpc'));

type Policy = { Statement: { Action: string | string[]; Effect: string }[] };

function iam(file: string): Policy {
  return JSON.parse(fs.readFileSync(path.resolve(__dirname, `../../../iam/${file}.json`), 'utf8'));
}

function actions(policy: Policy): string[] {
  return policy.Statement.flatMap((statement) => statement.Action).sort();
}

function rolePolicies(of: Template, role: string): Map<string, Policy> {
  const [found] = Object.values(of.findResources('AWS::IAM::Role', { Properties: { RoleName: role } }));
  const policies = (found?.Properties.Policies ?? []) as { PolicyName: string; PolicyDocument: Policy }[];
  return new Map(policies.map((one) => [one.PolicyName, one.PolicyDocument]));
}

function service(props: Partial<ExecEnabledServiceProps>): Template {
  const stack = new Stack(new App(), 'Tried');
  new ExecEnabledService(stack, 'Service', {
    name: 'web',
    vpc: new ec2.Vpc(stack, 'Vpc'),
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
    ...props,
  });
  return Template.fromStack(stack);
}

function roles(props: Partial<TargetRolesProps>): Template {
  const stack = new Stack(new App(), 'Tried');
  new TargetRoles(stack, 'Target', {
    cluster: 'prod',
    logGroup: '/ecs/*',
    botRole: 'arn:aws:iam::210987654321:role/sallyport',
    externalId: '0b7c1c5e-6f0e-4c57-9d0c-4f5d3c9f6a11',
    organization: 'o-a1b2c3d4e5',
    ...props,
  });
  return Template.fromStack(stack);
}

test('exec is on and its tasks can be told apart', () => {
  template.hasResourceProperties('AWS::ECS::Service', {
    EnableExecuteCommand: true,
    PropagateTags: 'SERVICE',
    Tags: Match.arrayWith([{ Key: 'sallyport', Value: 'allow' }]),
  });
});

test('the task role has what deploy/iam says, and one thing more that CDK adds by itself', () => {
  const [policy] = Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.includes('TaskRole'))
    .map(([, found]) => found.Properties.PolicyDocument as Policy);
  assert.ok(policy);
  const wanted = ['task-role', 'task-role-logging', 'task-role-kms'].flatMap((file) => actions(iam(file)));
  wanted.push('kms:GenerateDataKey');
  assert.deepEqual([...new Set(actions(policy))].sort(), wanted.sort());
});

test('the cluster records and encrypts sessions', () => {
  template.hasResourceProperties('AWS::ECS::Cluster', {
    Configuration: {
      ExecuteCommandConfiguration: {
        Logging: 'OVERRIDE',
        KmsKeyId: Match.anyValue(),
        LogConfiguration: { CloudWatchEncryptionEnabled: true, CloudWatchLogGroupName: Match.anyValue() },
      },
    },
  });
  template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/ecs/exec/my-service', KmsKeyId: Match.anyValue() });
});

test('something reaps what a session leaves behind', () => {
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [Match.objectLike({ LinuxParameters: { InitProcessEnabled: true } })],
  });
});

test('a closed VPC gets its endpoints, and others pay for none', () => {
  template.resourceCountIs('AWS::EC2::VPCEndpoint', 3);
  service({}).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
});

test('Sallyport can be kept out', () => {
  service({ allowSallyport: false }).hasResourceProperties('AWS::ECS::Service', { Tags: Match.absent() });
});

test('bad input is refused in words', () => {
  assert.throws(() => service({ name: 'Web_1' }), /small letters/);
  assert.throws(() => service({ port: 22 }), /nobody needs an SSH server/);
  assert.throws(() => roles({ externalId: 'short' }), /could be guessed/);
  assert.throws(() => roles({ cluster: '*' }), /without wildcards/);
});

test('a cluster that records nothing is refused', () => {
  const stack = new Stack(new App(), 'Tried');
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const image = ecs.ContainerImage.fromRegistry('nginx');
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  assert.throws(() => new ExecEnabledService(stack, 'Service', { name: 'web', vpc, image, cluster }), /records no sessions/);
});

test('the roles of a target have the policies of deploy/iam', () => {
  const exec = rolePolicies(roles({ execRoleReads: true }), 'sallyport-exec');
  assert.deepEqual([...exec.keys()].sort(), ['deny-start-session', 'target-exec', 'target-read']);
  for (const [file, policy] of exec) {
    assert.deepEqual(actions(policy), actions(iam(file)));
  }
});

test('what reads starts nothing', () => {
  const made = roles({ sessionKey: 'arn:aws:kms:eu-central-1:123456789012:key/1' });
  assert.deepEqual([...rolePolicies(made, 'sallyport-read').keys()], ['target-read']);
  assert.deepEqual([...rolePolicies(made, 'sallyport-exec').keys()].sort(), ['deny-start-session', 'target-exec', 'target-exec-kms']);
});

test('the snippet of the guides switches exec on, and records nothing', () => {
  const guide = Template.fromStack(new Guide(new App(), 'Guide'));
  guide.hasResourceProperties('AWS::ECS::Service', { EnableExecuteCommand: true });
  guide.hasResourceProperties('AWS::ECS::Cluster', { Configuration: Match.absent() });
});

test('stopped tasks go over the bus into the queue, and nothing else does', () => {
  const heard = Template.fromStack(new HeardOf(new App(), 'HeardOf'));
  const stopped = { source: ['aws.ecs'], 'detail-type': ['ECS Task State Change'], detail: { lastStatus: ['STOPPED'] } };
  const [bus, queue] = ['AWS::Events::EventBus', 'AWS::SQS::Queue'].map((type) => Object.keys(heard.findResources(type))[0]);
  heard.resourceCountIs('AWS::Events::Rule', 2);
  heard.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: { Ref: bus },
    EventPattern: stopped,
    Targets: [{ Arn: { 'Fn::GetAtt': [queue, 'Arn'] } }],
  });
  heard.hasResourceProperties('AWS::Events::Rule', {
    EventBusName: Match.absent(),
    EventPattern: stopped,
    Targets: [{ Arn: { 'Fn::GetAtt': [bus, 'Arn'] }, RoleArn: Match.anyValue() }],
  });
  heard.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 345_600 });
});

test('the bus hears one organization, the queue one rule', () => {
  const heard = Template.fromStack(new HeardOf(new App(), 'HeardOf'));
  heard.hasResourceProperties('AWS::Events::EventBusPolicy', {
    Statement: { Action: ['events:PutEvents'], Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
  });
  heard.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'FromTheRule', Condition: { ArnEquals: Match.anyValue() } })]) },
  });
});

test('bad input for events is refused in words', () => {
  const stack = new Stack(new App(), 'Tried');
  const organization = 'o-a1b2c3d4e5';
  assert.throws(() => new TaskEvents(stack, 'Long', { organization, retentionDays: 15 }), /14 days at most/);
  assert.throws(() => new TaskEvents(stack, 'Odd', { organization, name: 'all of them' }), /letters, digits/);
  assert.throws(() => new TaskEventsSender(stack, 'Sender', { busArn: 'arn', name: 'a'.repeat(49) }), /1 to 48/);
});
