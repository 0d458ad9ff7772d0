@model:stateful
Feature: Answers that do not fit
  An answer over UDP has room for 512 bytes, unless the client says that it takes more, which glibc does not by default.
  A longer one comes cut short, and the client asks again over TCP. So a policy with port 53/UDP alone works for years,
  until a headless Service grows.
  Sources: RFC 1035, 2.3.4; RFC 7766; measured with glibc 2.36.

  Background:
    Given the namespace shop
    And the pods:
      | pod      | ports |
      | frontend |       |
    And kube-dns
    And deny-all egress in namespace shop
    And frontend allows egress to pods labelled app=hl
    And the manifests:
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: hl
        namespace: shop
      spec:
        clusterIP: None
        selector:
          app: hl
        ports:
          - port: 8080
      """

  Scenario Outline: With <replicas> pods behind hl, a rule for UDP alone: <verdict>
    The name counts as well: a longer one leaves room for fewer addresses.

    Given the manifests:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: hl
        namespace: shop
      spec:
        replicas: <replicas>
        selector:
          matchLabels:
            app: hl
        template:
          metadata:
            labels:
              app: hl
          spec:
            containers:
              - name: hl
                image: hl
      """
    When frontend allows egress to kube-system/coredns on port 53/UDP
    Then frontend → http://hl:8080 <verdict>
    When frontend allows egress to kube-system/coredns on port 53/TCP
    Then frontend → http://hl:8080 succeeds

    Examples:
      | replicas | verdict                         |
      | 29       | succeeds                        |
      | 30       | fails at frontend egress to DNS |

  Rule: Thirty pods

    Background:
      Given the manifests:
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: hl
          namespace: shop
        spec:
          replicas: 30
          selector:
            matchLabels:
              app: hl
          template:
            metadata:
              labels:
                app: hl
            spec:
              containers:
                - name: hl
                  image: hl
        """

    Scenario: A client waits longer for a connection than for an answer: more than two minutes
      When frontend allows egress to kube-system/coredns on port 53/UDP
      Then frontend cannot resolve hl: no answer over TCP after 135 seconds
      And curl exits with 6 for frontend → http://hl:8080
      And curl -m 4 exits with 28 for frontend → http://hl:8080

    Scenario: Other names go on as ever, so nobody thinks of DNS
      Given the services:
        | service | ports | selector |
        | web     | 8080  | app=hl   |
      And the manifests:
        """
        apiVersion: v1
        kind: Service
        metadata:
          name: hl
          namespace: shop
        spec:
          clusterIP: None
          selector:
            app: hl
          ports:
            - port: 8080
        """
      When frontend allows egress to kube-system/coredns on port 53/UDP
      Then frontend → http://web:8080 succeeds
      But frontend cannot resolve hl: no answer over TCP

    Scenario: A rule for TCP alone answers not even the long ones, as the first question goes by UDP
      When frontend allows egress to kube-system/coredns on port 53/TCP
      Then frontend cannot resolve hl: no answer after 20 seconds

    Scenario: CoreDNS has to let TCP in, too
      Given frontend allows egress to kube-system/coredns on ports 53/UDP and 53/TCP
      And kube-system/coredns allows ingress from every namespace on port 53/UDP
      Then frontend → http://hl:8080 fails at coredns ingress to DNS
      When kube-system/coredns allows ingress from every namespace on port 53/TCP
      Then frontend → http://hl:8080 succeeds

    Scenario: A cluster IP instead of a headless Service makes the answer one address long again
      Given the services:
        | service | ports | selector |
        | hl      | 8080  | app=hl   |
      When frontend allows egress to kube-system/coredns on port 53/UDP
      Then frontend → http://hl:8080 succeeds
