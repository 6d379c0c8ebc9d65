import type { DirectoryService, Use, Vpc, Workspace, WorkspacesDirectory } from '../../formats/attachment';
import { nameOf, ofKind, type Network } from './network';

/** A directory that is registered with WorkSpaces, and what stands in and behind it: one deployment. */
export interface Directory {
  readonly registration: WorkspacesDirectory;
  /** The directory service, where it is in the files. */
  readonly service?: DirectoryService;
  /** Where its WorkSpaces stand; none = nobody knows. */
  readonly workspaceSubnets: readonly Use[];
  /** Where its controllers stand; none = elsewhere, or nobody knows. */
  readonly controllerSubnets: readonly Use[];
  readonly vpc?: Vpc;
  readonly workspaces: readonly Workspace[];
  /** WorkSpaces of the unit that may be of this directory or of another. */
  readonly perhaps: readonly Workspace[];
}

export function findDirectories(network: Network): readonly Directory[] {
  const workspaces = ofKind(network.attachments, 'workspace');
  return ofKind(network.attachments, 'workspaces-directory').map((registration) => {
    const service = network.service(registration.service);
    // Registered without subnets, a directory has its WorkSpaces where it stands itself.
    const workspaceSubnets =
      registration.subnets.length > 0 ? registration.subnets : (service?.subnets ?? []);
    const vpc = vpcOf(network, service, workspaceSubnets);
    const hosts = service?.hostsControllers;
    return {
      registration,
      ...(service !== undefined && { service }),
      workspaceSubnets,
      controllerSubnets:
        service !== undefined && hosts?.kind === 'known' && hosts.value ? service.subnets : [],
      ...(vpc !== undefined && { vpc }),
      workspaces: workspaces.filter(({ directory }) => nameOf(directory) === registration.name),
      perhaps: workspaces.filter(({ directory }) => nameOf(directory) === undefined),
    };
  });
}

/** All subnets of a directory are in one VPC. */
function vpcOf(
  network: Network,
  service: DirectoryService | undefined,
  subnets: readonly Use[],
): Vpc | undefined {
  const inSubnets = subnets.map((use) => network.vpc(network.subnet(use)?.vpc));
  return network.vpc(service?.vpc) ?? inSubnets.find((vpc) => vpc !== undefined);
}
