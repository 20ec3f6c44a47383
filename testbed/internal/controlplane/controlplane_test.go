package controlplane

import (
	"context"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"registrymirror.dev/testbed/internal/pki"
)

func config(dir string) Config {
	return Config{
		Dir: dir, Name: "test", Bind: netip.IPv4Unspecified(), Advertise: netip.MustParseAddr("10.77.1.2"),
		Services: netip.MustParsePrefix("10.101.0.0/16"), Ports: Ports{API: 443, EtcdClient: 2379, EtcdPeer: 2380},
	}
}

func prepare(t *testing.T, c Config) *Plane {
	t.Helper()
	p, err := Prepare(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheAPIServersCertificateIsForEveryAddressThatClientsUse(t *testing.T) {
	dir := t.TempDir()
	prepare(t, config(dir))
	text, err := os.ReadFile(filepath.Join(dir, "pki", "apiserver.crt"))
	if err != nil {
		t.Fatal(err)
	}
	cert, err := pki.ParseCertificate(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"10.77.1.2", "127.0.0.1", "10.101.0.1", "kubernetes.default.svc", "localhost"} {
		if err := cert.VerifyHostname(name); err != nil {
			t.Error(err)
		}
	}
}

func TestPreparingAgainChangesNoCertificate(t *testing.T) {
	dir := t.TempDir()
	first := prepare(t, config(dir))
	before, err := os.ReadFile(first.Kubeconfig())
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(prepare(t, config(dir)).Kubeconfig())
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("the administrator's kubeconfig has changed")
	}
}

func TestOnlyAClusterHasControllersAndAnEndpointOfTheServiceKubernetes(t *testing.T) {
	alone := config(t.TempDir())
	whole := config(t.TempDir())
	whole.WithControllers = true
	const none = "--endpoint-reconciler-type=none"
	if p := prepare(t, alone); len(p.controllers()) != 0 || !slices.Contains(p.apiServer(), none) {
		t.Errorf("alone: %v, %v", p.controllers(), p.apiServer())
	}
	if p := prepare(t, whole); len(p.controllers()) != 2 || slices.Contains(p.apiServer(), none) {
		t.Errorf("cluster: %v, %v", p.controllers(), p.apiServer())
	}
}

func TestTheAuditPolicyIsValidAndNamesTheProductsGroupOnly(t *testing.T) {
	var policy struct {
		Kind  string
		Rules []struct {
			Level     string
			Resources []struct{ Group string }
		}
	}
	if err := yaml.Unmarshal(auditPolicy, &policy); err != nil {
		t.Fatal(err)
	}
	if policy.Kind != "Policy" || len(policy.Rules) != 2 || policy.Rules[0].Resources[0].Group != "registrymirror.dev" || policy.Rules[1].Level != "None" {
		t.Errorf("policy is %+v", policy)
	}
}

func TestAnUnknownProcessIsRefusedNamingTheOthers(t *testing.T) {
	err := prepare(t, config(t.TempDir())).Restart(context.Background(), "kube-proxy")
	if err == nil || !strings.Contains(err.Error(), "kube-apiserver") {
		t.Errorf("got %v", err)
	}
}
