package controlplane

import (
	"fmt"
	"path/filepath"
)

type component struct {
	name string
	args []string
}

func (p *Plane) core() []component {
	return []component{{"etcd", p.etcd()}, {"kube-apiserver", p.apiServer()}}
}

func (p *Plane) controllers() []component {
	if !p.config.WithControllers {
		return nil
	}
	return []component{{"kube-controller-manager", p.controllerManager()}, {"kube-scheduler", p.scheduler()}}
}

func (p *Plane) etcd() []string {
	client := fmt.Sprintf("http://127.0.0.1:%d", p.config.Ports.EtcdClient)
	peer := fmt.Sprintf("http://127.0.0.1:%d", p.config.Ports.EtcdPeer)
	return []string{
		"--name=testbed", "--data-dir=" + p.path("etcd"),
		"--unsafe-no-fsync", // the data does not outlive the cluster
		"--log-level=warn",
		"--listen-client-urls=" + client, "--advertise-client-urls=" + client,
		"--listen-peer-urls=" + peer, "--initial-advertise-peer-urls=" + peer, "--initial-cluster=testbed=" + peer,
	}
}

func (p *Plane) apiServer() []string {
	args := []string{
		fmt.Sprintf("--etcd-servers=http://127.0.0.1:%d", p.config.Ports.EtcdClient),
		"--bind-address=" + p.config.Bind.String(), fmt.Sprintf("--secure-port=%d", p.config.Ports.API),
		"--advertise-address=" + p.config.Advertise.String(),
		"--tls-cert-file=" + p.pem("apiserver.crt"), "--tls-private-key-file=" + p.pem("apiserver.key"),
		"--client-ca-file=" + p.pem("ca.crt"),
		"--kubelet-client-certificate=" + p.pem("kubelet-client.crt"), "--kubelet-client-key=" + p.pem("kubelet-client.key"),
		"--kubelet-certificate-authority=" + p.pem("ca.crt"),
		"--kubelet-preferred-address-types=InternalIP",
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file=" + p.pem("service-account.pub"),
		"--service-account-signing-key-file=" + p.pem("service-account.key"),
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction",
		"--allow-privileged", "--service-cluster-ip-range=" + p.config.Services.String(),
		"--audit-policy-file=" + p.path("audit-policy.yaml"), "--audit-log-path=" + AuditLog(p.config.Dir),
	}
	if !p.config.WithControllers {
		// A loopback address may not be an endpoint.
		args = append(args, "--endpoint-reconciler-type=none")
	}
	return args
}

func (p *Plane) controllerManager() []string {
	return []string{
		"--kubeconfig=" + p.path("kube-controller-manager.kubeconfig"),
		"--use-service-account-credentials", "--root-ca-file=" + p.pem("ca.crt"),
		"--service-account-private-key-file=" + p.pem("service-account.key"),
		"--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0",
	}
}

func (p *Plane) scheduler() []string {
	return []string{
		"--kubeconfig=" + p.path("kube-scheduler.kubeconfig"),
		"--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0",
	}
}

func (p *Plane) pem(name string) string { return filepath.Join(p.pkiDir(), name) }
