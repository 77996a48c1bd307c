import { Learner } from '../learner.ts';
import { localEndpoint } from '../local-variables.ts';
import { callTool } from './call-tool.ts';
import type { DemoLogin } from './learners.ts';
import { demoRequirements } from './requirements-data.ts';

const ADMINISTRATOR: DemoLogin = 'demo_good';
const MEMBERS: readonly { readonly login: DemoLogin; readonly name: string; readonly role: string }[] = [
  { login: 'demo_long', name: 'Лена', role: 'user' },
  { login: 'demo_weak', name: 'Витя', role: 'commenter' },
];

/** The domain of the addresses that the local identity provider gives. */
const emailOf = (login: string) => `${login}@example.test`;

interface Members {
  readonly workspace: { readonly shared: boolean };
  readonly received: readonly { readonly id: string }[];
}

/** Fills the shared workspace of the demo through the tools, and has its members agree; does nothing when it is there. */
export async function fillDemoRequirements(portOffset = 0): Promise<boolean> {
  const url = localEndpoint('requirements-mcp', portOffset);
  const client = await new Learner(ADMINISTRATOR).connect(url);
  const { workspace } = await callTool<Members>(client, 'list_members', {});
  if (!workspace.shared)
    await callTool(client, 'create_workspace', { name: 'Толк для ассистентов', your_name: 'Гоша' });
  const file = { json: JSON.stringify(demoRequirements), dry_run: false, idempotency_key: 'demo' };
  const { status } = await callTool<{ readonly status: string }>(client, 'import_workspace', file);
  if (status === 'refused') throw new Error('the demo requirements were refused');
  for (const { login, name, role } of MEMBERS) {
    await callTool(client, 'set_member', { email: emailOf(login), name, role });
    const member = await new Learner(login).connect(url);
    const { received } = await callTool<Members>(member, 'list_members', {});
    for (const { id } of received) await callTool(member, 'answer_invitation', { invitation_id: id, accept: true });
    await member.close();
  }
  await client.close();
  return status === 'created';
}
