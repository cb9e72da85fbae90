Feature: Recipients at a registry
  Providers learn from a registry who asks for data, so what it tells is whole and alike everywhere. See FDX, part 2 C, registry APIs
  and recipient metadata.

  @FDX-REG-10
  Rule: Recipients can be listed, and read one by one

    Scenario: A provider lists the recipients
      When a provider lists the recipients
      Then the registry serves the request

    Scenario: A provider reads a recipient of the list
      When a provider reads a recipient of the list
      Then the registry serves the request

  @FDX-REG-11
  Rule: A list holds recipients under their key

    Scenario: A list of recipients stands under its key
      When a provider lists the recipients
      Then the list holds recipients under their key

  @FDX-REG-12
  Rule: A list comes in pages

    Scenario: A list is read page by page
      When a provider lists the recipients one by one
      Then the list comes in pages

  @FDX-REG-13
  Rule: A single recipient stands alone

    Scenario: A recipient is told with nothing around it
      When a provider reads a recipient of the list
      Then the registry tells one recipient with nothing around it

  @FDX-REG-14
  Rule: A recipient that is not known is not there

    Scenario: A recipient that nobody knows is not there
      When a provider reads a recipient that nobody knows
      Then the registry answers that it is not there

  @FDX-REG-17
  Rule: Only known callers are served

    Scenario: A caller that the registry does not know learns nothing
      When somebody lists the recipients whom the registry does not know as a caller
      Then the registry refuses the caller

  @FDX-REG-18
  Rule: Every recipient has an id

    Scenario: Every recipient of the list has its id
      When a provider lists the recipients
      Then every recipient has its id

  @FDX-REG-08
  Rule: Every recipient can be recognised

    Scenario: Every recipient of the list has a name, a logo and an address
      When a provider lists the recipients
      Then every recipient can be recognised

  @FDX-REG-19
  Rule: References to other registries are whole

    Scenario: Every reference of the list is whole
      When a provider lists the recipients
      Then every reference to a registry is whole

  @FDX-REG-21
  Rule: A registry tells no intermediaries

    Scenario: No recipient of the list has intermediaries
      When a provider lists the recipients
      Then no recipient has intermediaries
