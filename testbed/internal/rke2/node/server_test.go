package node

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/supervisor"
)

func TestAServerForwardsWhileItsAgentWaits(t *testing.T) {
	api, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer api.Close()
	go func() {
		for {
			conn, err := api.Accept()
			if err != nil {
				return
			}
			fmt.Fprint(conn, "api")
			conn.Close()
		}
	}()
	b := newBench(t, supervisor.Server)
	address := fmt.Sprintf("127.0.0.1:%d", freePort(t))
	b.node.ServerAddresses = []string{address}
	b.supervise(func(c *supervisor.Config) {
		c.APIServer = "https://" + api.Addr().String()
		c.RoleLabels = map[string]string{"node-role.kubernetes.io/etcd": "true", "a": "b"}
	})
	b.put("registries.yaml", "mirrors: [")
	b.put("data/server/manifests/install.yaml", "kind: Namespace\n")
	b.start()
	b.eventually(func() bool {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return false
		}
		defer conn.Close()
		text, err := io.ReadAll(conn)
		return err == nil && string(text) == "api"
	})
	b.awaitCall("kubectl --kubeconfig=/rke2.yaml --request-timeout=30s apply --server-side --force-conflicts --field-manager=deploy@node1 --filename=" +
		b.dir + "/data/server/manifests/install.yaml")
	b.awaitCall("label node node1 --overwrite a=b node-role.kubernetes.io/etcd=true")
	b.notReady()
	b.put("registries.yaml", "")
	b.awaitReady()
}

func TestAServerWhoseAddressIsTakenEnds(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	b := newBench(t, supervisor.Server)
	b.node.ServerAddresses = []string{taken.Addr().String()}
	b.start()
	if err := b.awaitEnd(); err == nil || !strings.Contains(err.Error(), "address already in use") {
		t.Errorf("ended with %v", err)
	}
}
