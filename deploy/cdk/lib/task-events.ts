import * as fs from 'node:fs';
import * as path from 'node:path';
import { Aws, aws_events as events, aws_iam as iam, aws_sqs as sqs, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { policy } from './policies';

/** Tasks that stopped; what else is said of tasks Sallyport does not ask for. The compiled file is one folder deeper. */
const STOPPED = JSON.parse(fs.readFileSync(path.resolve(__dirname, '../../../events/stopped-tasks.json'), 'utf8'));

export interface TaskEventsProps {
  /** Name of the bus, of its rule and of the queue. Default: sallyport-tasks. */
  readonly name?: string;
  /** Your organization, whose accounts alone may tell the bus. */
  readonly organization: string;
  /** How long SQS keeps what Sallyport has not fetched, in whole days, 1 to 14. Default: 4. */
  readonly retentionDays?: number;
}

/**
 * Where Sallyport hears of stopped tasks: a bus that every account of the organization may tell, and a queue behind it.
 * In the account and Region that events.queue in sallyport.yml names; once for all targets.
 */
export class TaskEvents extends Construct {
  readonly bus: events.CfnEventBus;
  readonly queue: sqs.CfnQueue;

  constructor(scope: Construct, id: string, props: TaskEventsProps) {
    super(scope, id);
    const name = named(props.name, 64);
    const days = props.retentionDays ?? 4;
    if (!Number.isInteger(days) || days < 1 || days > 14) {
      throw new Error(`SQS keeps messages for 14 days at most; retentionDays is 1 to 14, not ${days}`);
    }
    const values = {
      partition: Aws.PARTITION,
      region: Aws.REGION,
      account: Aws.ACCOUNT_ID,
      bus: name,
      rule: name,
      queue: name,
      organization: props.organization,
    };
    this.bus = new events.CfnEventBus(this, 'Bus', { name });
    new events.CfnEventBusPolicy(this, 'BusPolicy', {
      eventBusName: this.bus.ref,
      statementId: 'HearTheOrganization',
      statement: policy('events-bus', values).Statement[0],
    });
    this.queue = new sqs.CfnQueue(this, 'Queue', {
      queueName: name,
      messageRetentionPeriod: days * 86_400,
      sqsManagedSseEnabled: true,
    });
    new sqs.CfnQueuePolicy(this, 'QueuePolicy', {
      queues: [this.queue.ref],
      policyDocument: policy('events-queue', values),
    });
    new events.CfnRule(this, 'Rule', {
      name,
      eventBusName: this.bus.ref,
      eventPattern: STOPPED,
      targets: [{ id: 'queue', arn: this.queue.attrArn }],
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS4',
      reason: 'NeverInTheClear in events-queue.json refuses the three actions there are uses for; the check wants sqs:*',
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'What cannot be stored comes again until it is or is too old; what cannot be read is dropped, logged and counted',
    });
  }
}

export interface TaskEventsSenderProps {
  /** Name of the rule, and with the Region behind it of its role. Default: sallyport-tasks. */
  readonly name?: string;
  /** ARN of the bus of TaskEvents. */
  readonly busArn: string;
}

/**
 * Tells the bus of TaskEvents of the tasks that stop here. Once in each account and Region with targets, that of the bus
 * too: a rule cannot send to a queue in another Region, and to a bus it can.
 */
export class TaskEventsSender extends Construct {
  readonly rule: events.CfnRule;

  constructor(scope: Construct, id: string, props: TaskEventsSenderProps) {
    super(scope, id);
    const name = named(props.name, 48);
    const values = {
      partition: Aws.PARTITION,
      region: Aws.REGION,
      account: Aws.ACCOUNT_ID,
      rule: name,
      bus_arn: props.busArn,
    };
    const role = new iam.CfnRole(this, 'Role', {
      roleName: `${name}-${Aws.REGION}`,
      assumeRolePolicyDocument: policy('events-sender-trust', values),
      policies: [{ policyName: 'events-sender', policyDocument: policy('events-sender', values) }],
    });
    this.rule = new events.CfnRule(this, 'Rule', {
      name,
      eventPattern: STOPPED,
      targets: [{ id: 'bus', arn: props.busArn, roleArn: role.attrArn }],
    });
  }
}

function named(given: string | undefined, longest: number): string {
  const name = given ?? 'sallyport-tasks';
  if (!/^[A-Za-z0-9_-]+$/.test(name) || name.length > longest) {
    throw new Error(`a name is 1 to ${longest} letters, digits, hyphens and underscores; got ${name}`);
  }
  return name;
}
