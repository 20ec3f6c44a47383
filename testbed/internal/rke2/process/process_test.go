package process

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func start(t *testing.T, script string) (*Child, string) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "logs", "child.log")
	c, err := Start("child", []string{"/bin/sh", "-c", script}, log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Stop(0) })
	return c, log
}

func TestAChildThatEndsSaysHow(t *testing.T) {
	for script, want := range map[string]string{"exit 3": "child exited: exit status 3", "exit 0": "child exited: exit status 0"} {
		c, _ := start(t, script)
		<-c.Done()
		if got := c.Err().Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAChildDoesNotSeeTheSocketOfSystemd(t *testing.T) {
	t.Setenv("NOTIFY_SOCKET", "/run/notify")
	c, log := start(t, `echo "socket=$NOTIFY_SOCKET path=$PATH"; echo error >&2`)
	<-c.Done()
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), "socket= path=/bin:") || !strings.Contains(string(text), "error\n") {
		t.Errorf("log is %q", text)
	}
}

func TestStopIsPoliteFirst(t *testing.T) {
	c, log := start(t, `trap 'echo polite; exit 0' TERM; echo ready; while :; do sleep 0.02; done`)
	waitFor(t, log, "ready")
	c.Stop(10 * time.Second)
	waitFor(t, log, "polite")
}

func TestStopKillsWhatDoesNotListen(t *testing.T) {
	c, log := start(t, `trap '' TERM; echo ready; while :; do sleep 0.02; done`)
	waitFor(t, log, "ready")
	c.Stop(20 * time.Millisecond)
	<-c.Done()
	if got := c.Err().Error(); got != "child exited: signal: killed" {
		t.Errorf("got %q", got)
	}
}

func TestAProgramThatIsNotThereIsAnError(t *testing.T) {
	if _, err := Start("child", []string{"/nonexistent/program"}, filepath.Join(t.TempDir(), "log")); err == nil {
		t.Error("no error")
	}
}

func waitFor(t *testing.T, file, text string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if content, err := os.ReadFile(file); err == nil && strings.Contains(string(content), text) {
			return
		}
	}
	t.Fatalf("%q did not come into %s", text, file)
}

// parentVariable makes the test binary a parent that starts a child and waits.
const parentVariable = "TEST_IS_PARENT"

func TestMain(m *testing.M) {
	if log := os.Getenv(parentVariable); log != "" {
		if _, err := Start("child", []string{"/bin/sh", "-c", "echo $$; while :; do sleep 0.02; done"}, log); err != nil {
			panic(err)
		}
		select {}
	}
	os.Exit(m.Run())
}

func TestAChildDoesNotOutliveItsParent(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	parent := exec.Command(self)
	parent.Env = append(os.Environ(), parentVariable+"="+log)
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, log, "\n")
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = parent.Wait() // killed
	for deadline := time.Now().Add(20 * time.Second); alive(child); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			_ = syscall.Kill(child, syscall.SIGKILL)
			t.Fatal("the child lives on")
		}
	}
}

// alive counts one that is dead and not reaped as dead: process 1 of a container may never reap it.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}
