import { Aws, aws_iam as iam, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { policy } from './policies';

export interface TargetRolesProps {
  /** Beginning of both roles' names; another one for each cluster of an account. Default: sallyport. */
  readonly name?: string;
  /** Name of the one cluster that may be looked at and run commands in. */
  readonly cluster: string;
  /** Log group of the services, or a pattern such as /ecs/*. */
  readonly logGroup: string;
  /** ARN of the key that encrypts the cluster's sessions, if one does. */
  readonly sessionKey?: string;
  /** ARN of Sallyport's own role. */
  readonly botRole: string;
  /** What sallyport.yml says as external_id; 16 characters or more. */
  readonly externalId: string;
  /** Your organization, from which alone the roles can be entered. */
  readonly organization: string;
  /** Whether the role that runs may read too: only for a target whose role is one for both. Default: false. */
  readonly execRoleReads?: boolean;
}

/** The two roles that Sallyport enters: one that looks and can start nothing, one that runs commands. */
export class TargetRoles extends Construct {
  readonly readRole: iam.CfnRole;
  readonly execRole: iam.CfnRole;

  constructor(scope: Construct, id: string, props: TargetRolesProps) {
    super(scope, id);
    if (props.externalId.length < 16) {
      throw new Error('externalId has fewer than 16 characters and could be guessed; draw a longer one at random');
    }
    if (!/^[A-Za-z0-9_-]+$/.test(props.cluster)) {
      throw new Error(`cluster is the name of one cluster, without wildcards; got ${props.cluster}`);
    }
    const values = {
      partition: Aws.PARTITION,
      region: Aws.REGION,
      account: Aws.ACCOUNT_ID,
      cluster: props.cluster,
      log_group: props.logGroup,
      bot_role: props.botRole,
      external_id: props.externalId,
      organization: props.organization,
      ...(props.sessionKey === undefined ? {} : { key: props.sessionKey }),
    };
    const role = (kind: string, trust: string, files: string[]) =>
      new iam.CfnRole(this, kind, {
        roleName: `${props.name ?? 'sallyport'}-${kind.toLowerCase()}`,
        assumeRolePolicyDocument: policy(trust, values),
        policies: files.map((file) => ({ policyName: file, policyDocument: policy(file, values) })),
      });
    this.readRole = role('Read', 'target-trust', ['target-read']);
    this.execRole = role('Exec', 'target-exec-trust', [
      'target-exec',
      'deny-start-session',
      ...(props.sessionKey === undefined ? [] : ['target-exec-kms']),
      ...((props.execRoleReads ?? false) ? ['target-read'] : []),
    ]);
    this.acknowledge(values);
  }

  /** Tells cdk-nag, for each resource with a pattern, where it is explained; a test holds that page against the files. */
  private acknowledge(values: Readonly<Record<string, string>>): void {
    const shown = {
      ...values,
      partition: '<AWS::Partition>',
      region: '<AWS::Region>',
      account: '<AWS::AccountId>',
    };
    for (const file of ['target-read', 'target-exec']) {
      for (const statement of policy(file, shown).Statement) {
        for (const resource of (statement.Resource ?? []).filter((arn) => arn.includes('*'))) {
          Validations.of(this).acknowledge({
            id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
            reason: `${statement.Sid} in ${file}.json, explained in deploy/iam/README.md`,
          });
        }
      }
    }
  }
}
