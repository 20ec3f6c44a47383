package node

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"gopkg.in/yaml.v2"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// The test binary itself plays the programs that a node runs: small scripts in the node's folder of binaries call it with this variable set.
const playsVariable = "TEST_PLAYS"

func TestMain(m *testing.M) {
	// A program that runs under another user's systemd must not talk to it.
	os.Unsetenv("NOTIFY_SOCKET")
	role := os.Getenv(playsVariable)
	if role == "" {
		os.Exit(m.Run())
	}
	dir := os.Getenv("TEST_DIR")
	record(dir, role+" "+strings.Join(os.Args[1:], " "))
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGTERM)
	var err error
	switch role {
	case "containerd":
		err = playContainerd()
	case "kubelet":
		err = playKubelet(dir)
	case "ctr", "kubectl":
		if exists(filepath.Join(dir, role+"-fails")) {
			fmt.Fprintln(os.Stderr, role+" was told to fail")
			os.Exit(1)
		}
		os.Exit(0)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for !exists(filepath.Join(dir, role+"-dies")) {
		select {
		case <-end:
			record(dir, role+" ended politely")
			os.Exit(0)
		case <-time.After(5 * time.Millisecond):
		}
	}
	os.Exit(7)
}

func playContainerd() error {
	text, err := os.ReadFile(os.Args[slices.Index(os.Args, "-c")+1])
	if err != nil {
		return err
	}
	var config struct{ GRPC struct{ Address string } }
	if err := toml.Unmarshal(text, &config); err != nil {
		return err
	}
	if err := os.Remove(config.GRPC.Address); err != nil && !os.IsNotExist(err) {
		return err
	}
	socket, err := net.Listen("unix", config.GRPC.Address)
	if err != nil {
		return err
	}
	server := grpc.NewServer()
	cri.RegisterRuntimeServiceServer(server, &slowRuntime{begun: time.Now()})
	go server.Serve(socket)
	return nil
}

// slowRuntime takes calls before it serves them, like containerd while its plugins begin.
type slowRuntime struct {
	cri.UnimplementedRuntimeServiceServer
	begun time.Time
}

func (r *slowRuntime) Version(context.Context, *cri.VersionRequest) (*cri.VersionResponse, error) {
	if time.Since(r.begun) < 100*time.Millisecond {
		return nil, status.Error(codes.Unavailable, "server is not initialized yet")
	}
	return &cri.VersionResponse{}, nil
}

func playKubelet(dir string) error {
	var file string
	for _, arg := range os.Args {
		if value, found := strings.CutPrefix(arg, "--config="); found {
			file = value
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var config struct {
		HealthzPort int    `yaml:"healthzPort"`
		Runtime     string `yaml:"containerRuntimeEndpoint"`
	}
	if err := yaml.Unmarshal(text, &config); err != nil {
		return err
	}
	// A kubelet whose runtime does not serve it ends at once.
	if err := answers(context.Background(), strings.TrimPrefix(config.Runtime, "unix://")); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", config.HealthzPort))
	if err != nil {
		return err
	}
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		if exists(filepath.Join(dir, "kubelet-sick")) {
			http.Error(w, "sick", http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, "ok")
	})
	go func() {
		fmt.Fprintln(os.Stderr, http.Serve(listener, nil))
		os.Exit(1)
	}()
	return nil
}

// record appends a line to the list of what was called.
func record(dir, line string) {
	f, err := os.OpenFile(filepath.Join(dir, "calls"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fmt.Fprintln(f, line)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
