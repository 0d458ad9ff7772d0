Feature: Ports: which destination ports a rule names
  A port entry means TCP unless it says otherwise, and always the port of whoever receives the connection. A name is
  looked up on the receiving pod; a range runs from port to endPort, both included.
  Source: NetworkPolicyPort, its fields protocol, port and endPort.

  Replies do not matter here, so the model is stateful.

  Background:
    Given the stateful model
    And the namespace shop
    And the pods:
      | pod                   | labels                | ports                               |
      | frontend              | app=frontend,tier=web | http=3000, metrics=8080             |
      | backend               | app=backend,tier=api  | http=8080, metrics=9100, dns=53/UDP |
      | legacy                | app=legacy,tier=api   | http=8000, metrics=8080, dns=53/TCP |
      | cache                 | app=cache             |                                     |
      | monitoring/prometheus | app=prometheus        | http=9090                           |

  Scenario: A port without a protocol is a TCP port
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{ port: 53 }]
      """
    Then frontend → cache:53 succeeds
    But frontend → cache:53/UDP fails at cache ingress
    And frontend → cache:53/SCTP fails at cache ingress

  Scenario Outline: A <protocol> port opens nothing for other protocols
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{ port: 53, protocol: <protocol> }]
      """
    Then frontend → cache:53/<protocol> succeeds
    But frontend → cache:53/<one> fails at cache ingress
    And frontend → cache:53/<other> fails at cache ingress

    Examples:
      | protocol | one | other |
      | TCP      | UDP | SCTP  |
      | UDP      | TCP | SCTP  |
      | SCTP     | TCP | UDP   |

  Scenario: An empty port entry is every TCP port, not every port
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{}]
      """
    Then frontend → cache:1-65535 succeeds
    But frontend → cache:53/UDP fails at cache ingress
    And frontend → cache:53/SCTP fails at cache ingress

  Scenario: A protocol without a port is every port of that protocol
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{ protocol: UDP }]
      """
    Then frontend → cache:1-65535/UDP succeeds
    But frontend → cache:53 fails at cache ingress

  Scenario: In an egress rule, too, the port is that of the destination
    Given frontend allows egress to backend on port 8080
    Then frontend → backend:8080 succeeds
    But frontend → backend:9100 fails at frontend egress

  Scenario Outline: The client's source port is never asked about: <rule> with 32768-60999 opens nothing
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: ephemeral }
      spec:
        podSelector: { matchLabels: { app: <subject> } }
        policyTypes: [<type>]
        <rule>:
          - ports: [{ port: 32768, endPort: 60999 }]
      """
    Then frontend → backend:8080 fails at <subject> <rule>

    Examples:
      | rule    | type    | subject  |
      | ingress | Ingress | backend  |
      | egress  | Egress  | frontend |

  Scenario: An ingress rule looks a port name up on the pod that it guards
    frontend calls another port by the same name, which does not matter.

    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: backend }
      spec:
        podSelector: { matchLabels: { app: backend } }
        ingress:
          - ports: [{ port: metrics }]
      """
    Then frontend → backend:9100 succeeds
    But frontend → backend:8080 fails at backend ingress

  Scenario: One policy may mean another number on every pod it guards
    Given pods labelled tier=api allows ingress on port http
    Then frontend → backend:8080 succeeds
    And frontend → legacy:8000 succeeds
    But frontend → legacy:8080 fails at legacy ingress

  Scenario: An egress rule looks a port name up on each pod it leads to
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: frontend }
      spec:
        podSelector: { matchLabels: { app: frontend } }
        policyTypes: [Egress]
        egress:
          - to: [{ podSelector: { matchLabels: { tier: api } } }]
            ports: [{ port: http }]
      """
    Then frontend → backend:8080 succeeds
    And frontend → legacy:8000 succeeds
    But frontend → legacy:8080 fails at frontend egress
    And frontend → backend:9100 fails at frontend egress

  Scenario: A port name without peers leads to pods of every namespace
    Given frontend allows egress on port http
    Then frontend → backend:8080 succeeds
    And frontend → monitoring/prometheus:9090 succeeds
    But frontend → backend:9100 fails at frontend egress

  Scenario: A port name of another protocol is another port
    On backend "dns" is a UDP port, on legacy a TCP port; the rule asks for TCP.

    Given pods labelled tier=api allows ingress on port dns
    Then frontend → legacy:53 succeeds
    But frontend → backend:53 fails at backend ingress
    And frontend → backend:53/UDP fails at backend ingress

  Scenario: A port name that the pod does not declare opens nothing
    Given cache allows ingress on port http
    Then frontend → cache:1-65535 fails at cache ingress

  Scenario: A port name leads to no address outside the cluster
    The API does not say; this is the reading of most implementations, and the default of a setting.

    Given frontend allows egress on port http
    Then frontend → the Internet:80 fails at frontend egress
    And frontend → the Internet:8080 fails at frontend egress

  Scenario: Where the setting says so, a port name is no restriction outside the cluster
    Given the setting named-port-outside is matches-every-port
    When frontend allows egress on port http
    Then frontend → the Internet:1-65535 succeeds
    But frontend → backend:9100 fails at frontend egress

  Scenario: A port number needs no declaration on the pod
    The manifest declares port 8080 and nothing else.

    Given the manifests in "manifests/undeclared-port.yaml"
    When orders allows ingress on port 9102
    Then frontend → orders:9102 succeeds
    But frontend → orders:8080 fails at orders ingress

  Scenario: A range includes its first and its last port
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{ port: 30000, endPort: 30010 }]
      """
    Then frontend → cache:30000 succeeds
    And frontend → cache:30010 succeeds
    But frontend → cache:29999 fails at cache ingress
    And frontend → cache:30011 fails at cache ingress

  Scenario: A range is one of TCP ports unless it says otherwise
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{ port: 30000, endPort: 30010 }, { protocol: UDP, port: 40000, endPort: 40010 }]
      """
    Then frontend → cache:30005 succeeds
    And frontend → cache:40005/UDP succeeds
    But frontend → cache:30005/UDP fails at cache ingress
    And frontend → cache:40005 fails at cache ingress

  Scenario Outline: A range may be <size>
    Given the policies:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: cache }
      spec:
        podSelector: { matchLabels: { app: cache } }
        ingress:
          - ports: [{ port: <first>, endPort: <last> }]
      """
    Then frontend → cache:<first> succeeds
    And frontend → cache:<last> succeeds
    But frontend → cache:<outside> fails at cache ingress

    Examples:
      | size                | first | last  | outside |
      | a single port       | 8080  | 8080  | 8081    |
      | up to the last port | 1024  | 65535 | 1023    |
      | from the first port | 1     | 1023  | 1024    |
