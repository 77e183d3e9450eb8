import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TaskEvents, TaskEventsSender } from '../lib';

/** Sallyport hears of stopped tasks of its own account and Region; another one gets a TaskEventsSender of its own. */
export class HeardOf extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'The queue from which Sallyport hears of stopped tasks' });
    const heard = new TaskEvents(this, 'TaskEvents', { organization: 'o-a1b2c3d4e5' });
    new TaskEventsSender(this, 'Sender', { busArn: heard.bus.attrArn });
    new CfnOutput(this, 'EventsQueue', { value: heard.queue.ref, description: 'events.queue in sallyport.yml' });
  }
}
