package node

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestSystemdIsToldOnItsSocket(t *testing.T) {
	dir, err := os.MkdirTemp("", "n")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for _, name := range []string{filepath.Join(dir, "notify"), fmt.Sprintf("@notify-test-%d", os.Getpid())} {
		socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: name, Net: "unixgram"})
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv("NOTIFY_SOCKET", name)
		if err := NotifySystemd("READY=1"); err != nil {
			t.Fatal(err)
		}
		buffer := make([]byte, 64)
		n, err := socket.Read(buffer)
		if err != nil || string(buffer[:n]) != "READY=1" {
			t.Errorf("got %q, %v", buffer[:n], err)
		}
		socket.Close()
	}
}

func TestWithoutASocketNobodyIsTold(t *testing.T) {
	t.Setenv("NOTIFY_SOCKET", "")
	if err := NotifySystemd("READY=1"); err != nil {
		t.Error(err)
	}
	t.Setenv("NOTIFY_SOCKET", "/nonexistent/notify")
	if err := NotifySystemd("READY=1"); err == nil {
		t.Error("a socket that is not there was told")
	}
}
