package forward

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"testing"
	"time"
)

// echo answers each line, and says goodbye when the client has sent all.
func echo(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				for lines := bufio.NewScanner(conn); lines.Scan(); {
					fmt.Fprintf(conn, "you said %s\n", lines.Text())
				}
				fmt.Fprintln(conn, "goodbye")
			}()
		}
	}()
	return listener.Addr().String()
}

func TestBytesPassBothWaysAndOneSideMayEndFirst(t *testing.T) {
	f := serve(t, context.Background(), echo(t))
	conn := dial(t, f)
	fmt.Fprintln(conn, "hello")
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(conn); err != nil || string(got) != "you said hello\ngoodbye\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTheEndCutsOpenConnections(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	f := serve(t, ctx, echo(t))
	conn := dial(t, f)
	fmt.Fprintln(conn, "hello")
	if _, err := bufio.NewReader(conn).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("the connection lives on")
	}
	// Open connections and the listener are closed at the same time, in no order.
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(time.Millisecond) {
		c, err := net.DialTimeout("tcp", f.Address(), time.Second)
		if err != nil {
			return
		}
		c.Close()
		if time.Now().After(end) {
			t.Fatal("new connections are accepted")
		}
	}
}

func TestADeadTargetClosesTheConnectionAndNotTheForwarder(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	target := listener.Addr().String()
	listener.Close()
	f := serve(t, context.Background(), target)
	for range 2 {
		if _, err := dial(t, f).Read(make([]byte, 1)); err == nil {
			t.Error("read something")
		}
	}
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	f := serve(t, context.Background(), echo(t))
	if _, err := Listen(f.Address(), "127.0.0.1:1"); err == nil {
		t.Error("no error")
	}
}

func serve(t *testing.T, ctx context.Context, target string) *Forwarder {
	t.Helper()
	f, err := Listen("127.0.0.1:0", target)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- f.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return f
}

func dial(t *testing.T, f *Forwarder) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", f.Address())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return conn
}
