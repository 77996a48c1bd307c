/** A server of the fleet, as the portal tells the page. */
export interface FleetServer {
  readonly name: string;
  /** Its title in Russian. */
  readonly title: string;
  /** Address of its MCP endpoint. */
  readonly url: string;
}

/** The servers that the page signs in to, in the order in which people are asked. Others are read without an account. */
export const SIGNED_IN = ['dt-mcp', 'exercises-mcp', 'ktalk-mcp'] as const;

/** Reads the servers from the element that the portal put them into. */
export function readFleet({ dataset }: HTMLElement): readonly FleetServer[] {
  return JSON.parse(dataset['fleet'] ?? '[]');
}

/** The page of a server where connected apps, tokens and records are. */
export const accountOf = ({ url }: FleetServer): string => new URL('/account', url).href;
