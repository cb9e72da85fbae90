Feature: Registering parties
  Whoever registers recipients says of each application who it is, who else receives its data and what it asks for. See FDX, part 2.

  @FDX-INT-04
  Rule: Every intermediary is told

    Scenario: All intermediaries stand in the registrations
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then every intermediary stands in every registration

  @FDX-INT-15
  Rule: Intermediaries of intermediaries stand below them

    Scenario: The chain keeps its shape in the registrations
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then an intermediary below another stands below it

  @FDX-INT-05
  Rule: Another chain is another registration

    Scenario: With one intermediary more all applications are registered anew
      Given a platform with a recipient of two applications
      When the intermediaries of the registering party change
      Then every application is registered anew

  @FDX-INT-07
  Rule: A registration states its scope

    Scenario: The applications are registered with their scope
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then every registration states its scope

  @FDX-DCR-15
  Rule: A recipient can be looked up

    Scenario: The applications are registered with names and addresses over HTTPS
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then every registration says where the recipient can be looked up

  @FDX-DCR-18
  Rule: What users are asked for is registered

    Scenario: No application asks users for more than it is registered for
      Given a platform with a recipient of two applications
      When the registering party asks users for authorization
      Then the registered scope covers what users are asked for

  @FDX-DCR-20
  Rule: Each application has its own scope

    Scenario: No application is registered for what another one needs
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then each application is registered with the scope that it needs

  @FDX-DCR-21
  Rule: Each application has its own name

    Scenario: No two applications have the same name or description
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then each application has a name and a description of its own

  @FDX-DCR-35
  Rule: Access tokens come with their certificate

    Scenario: The applications are registered over connections with the certificate
      Given a platform with a recipient of two applications
      When the registering party registers the applications
      Then every registration comes over a connection with the certificate of the party

  @FDX-REG-24
  Rule: A platform names the registry

    Scenario: The requests of a platform name the registry
      Given a platform with a recipient of two applications
      When the registering party asks users for authorization
      Then every request names the registry that was agreed on

  @FDX-REG-26
  Rule: A direct recipient names the registry

    Scenario: The requests of a direct recipient name the registry
      Given a recipient of two applications that comes by itself
      When the registering party asks users for authorization
      Then every request names the registry that was agreed on

  @FDX-REG-25
  Rule: A platform names the intermediaries that there are

    Scenario: The requests of a platform name its intermediaries
      Given a platform with a recipient of two applications
      When the registering party asks users for authorization
      Then every request names the intermediaries

  @FDX-REG-27
  Rule: A direct recipient names no intermediaries

    Scenario: The requests of a direct recipient name no intermediaries
      Given a recipient of two applications that comes by itself
      When the registering party asks users for authorization
      Then no request names intermediaries

  @FDX-REG-29
  Rule: Intermediaries are sent as a list in base64

    Scenario: The requests of a platform hold a list in base64
      Given a platform with a recipient of two applications
      When the registering party asks users for authorization
      Then the intermediaries of every request are a list in base64
