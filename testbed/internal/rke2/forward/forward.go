// Package forward passes TCP connections on. Its connections live and die with the process, as those through RKE2's own load balancer do.
package forward

import (
	"context"
	"io"
	"net"
	"time"

	"github.com/sirupsen/logrus"
)

// Forwarder accepts on one address and connects to another.
type Forwarder struct {
	listener net.Listener
	target   string
}

// Listen binds the address, so that an address in use is an error at once.
func Listen(address, target string) (*Forwarder, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	logrus.Infof("Running load balancer %s -> %s", listener.Addr(), target)
	return &Forwarder{listener: listener, target: target}, nil
}

// Address is where the forwarder listens.
func (f *Forwarder) Address() string { return f.listener.Addr().String() }

// Serve passes connections on until the context ends, and cuts them then.
func (f *Forwarder) Serve(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { f.listener.Close() })
	defer stop()
	for {
		client, err := f.listener.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return err
		}
		go f.pass(ctx, client)
	}
}

func (f *Forwarder) pass(ctx context.Context, client net.Conn) {
	defer client.Close()
	dialer := net.Dialer{Timeout: 10 * time.Second}
	server, err := dialer.DialContext(ctx, "tcp", f.target)
	if err != nil {
		logrus.Debugf("Dial error from load balancer: %v", err)
		return
	}
	defer server.Close()
	stop := context.AfterFunc(ctx, func() { client.Close(); server.Close() })
	defer stop()
	done := make(chan struct{}, 2)
	for _, way := range []struct{ to, from net.Conn }{{server, client}, {client, server}} {
		go func() {
			// Either side may end or break off: both are the end of this direction, told to the other side.
			_, _ = io.Copy(way.to, way.from)
			_ = way.to.(*net.TCPConn).CloseWrite()
			done <- struct{}{}
		}()
	}
	<-done
	<-done
}
